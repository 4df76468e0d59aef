// `copytrace serve` as a program, started on a port that is free, and requests to it as they are
// written: fetch would set headers of its own.
import {execFileSync, spawn} from 'node:child_process';
import http from 'node:http';
import path from 'node:path';

const {PROGRAMS} = process.env;

const environment = (home) => {
  const {COPYTRACE_HISTORY, COPYTRACE_STORE, COPYTRACE_TOKEN, COPYTRACE_NO_HISTORY, ...rest} =
      process.env;
  return {
    ...rest, HOME: home, XDG_STATE_HOME: home, USER: 'ann', GIT_CONFIG_NOSYSTEM: '1',
  };
};

export const run = (home, args, options = {}) =>
    execFileSync(path.join(PROGRAMS, 'copytrace'), args, {
      cwd: home, encoding: 'utf8', env: environment(home), stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });

// Resolves once the address is printed.
export function startServer(home, args = []) {
  const child = spawn(
      path.join(PROGRAMS, 'copytrace'), ['serve', '--listen', '127.0.0.1:0', ...args],
      {cwd: home, env: environment(home), stdio: ['ignore', 'pipe', 'pipe']});
  let errors = '';
  child.stderr.on('data', (data) => errors += data);
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({code, signal})));
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (data) => resolve({
      child, address: new URL(String(data).trim()), ended,
      stop: (signal = 'SIGTERM') => (child.kill(signal), ended),
    }));
    ended.then(({code}) => reject(new Error(`ended with ${code}: ${errors}`)));
  });
}

// One request on a connection of its own: {status, headers, text}, and `json` where it is JSON.
export function ask(server, target, {method = 'GET', headers = {}, body} = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(
        {
          host: server.address.hostname, port: server.address.port, path: target, method,
          headers: {
            ...(body === undefined ? {} : {'content-length': Buffer.byteLength(body)}), ...headers,
          },
          agent: false, insecureHTTPParser: false,
        },
        (response) => {
          const parts = [];
          response.on('data', (part) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(parts).toString();
            const isJson = /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode, headers: response.headers, text,
              json: isJson && method !== 'HEAD' ? JSON.parse(text) : undefined,
            });
          });
        });
    request.on('error', reject);
    request.end(body);
  });
}

export const postHeaders = {'content-type': 'application/json', 'x-copytrace': '1'};
export const post = (server, target, value, headers = postHeaders) =>
    ask(server, target,
        {method: 'POST', headers, body: typeof value === 'string' ? value : JSON.stringify(value)});
