import { readFile, writeFile } from 'fs/promises';
import { join, resolve } from 'path';
import { createServer, request } from 'http';
import { createHash, randomBytes } from 'crypto';
import { EventEmitter, once } from 'events';
import { Worker, parentPort } from 'worker_threads';
import { pipeline, Readable } from 'stream';
import { promisify, inspect } from 'util';
import { cpus, tmpdir } from 'os';
import { spawn, execFile } from 'child_process';
import { useState, useEffect } from 'react';
import { render, hydrate } from 'react-dom';

export const tide = (moon) => moon * 2 + 1;
