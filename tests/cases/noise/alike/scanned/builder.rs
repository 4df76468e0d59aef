use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{BackupError, Job};

pub struct JobBuilder {
    source: PathBuf,
    target: Option<PathBuf>,
    keep: usize,
    timeout: Duration,
    excludes: Vec<String>,
}

impl JobBuilder {
    pub fn new<P: AsRef<Path>>(source: P) -> JobBuilder {
        JobBuilder {
            source: source.as_ref().to_path_buf(),
            target: None,
            keep: 10,
            timeout: Duration::from_secs(3600),
            excludes: Vec::new(),
        }
    }

    pub fn target<P: AsRef<Path>>(&mut self, target: P) -> &mut JobBuilder {
        self.target = Some(target.as_ref().to_path_buf());
        self
    }

    pub fn keep(&mut self, keep: usize) -> &mut JobBuilder {
        self.keep = keep;
        self
    }

    pub fn timeout(&mut self, timeout: Duration) -> &mut JobBuilder {
        self.timeout = timeout;
        self
    }

    pub fn exclude(&mut self, pattern: &str) -> &mut JobBuilder {
        self.excludes.push(pattern.to_owned());
        self
    }

    pub fn build(&self) -> Result<Job, BackupError> {
        let target = match self.target {
            Some(ref t) => t.clone(),
            None => return Err(BackupError::NoTarget),
        };
        Ok(Job::new(self.source.clone(), target, self.keep, self.timeout, &self.excludes))
    }
}
