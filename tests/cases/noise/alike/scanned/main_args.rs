use std::env;
use std::fs::File;
use std::io::{self, BufReader};
use std::process::exit;

use genealogy::{Gedcom, Person};

fn run(command: &str, file: &str, rest: &[String]) -> io::Result<()> {
    let tree = Gedcom::read(BufReader::new(File::open(file)?))?;
    match command {
        "roots" => tree.roots().for_each(|p: &Person| println!("{}", p.name())),
        "find" => {
            for name in rest {
                match tree.find(name) {
                    Some(p) => println!("{} {}", p.id(), p.name()),
                    None => println!("{} is not in the tree", name),
                }
            }
        }
        "count" => println!("{}", tree.len()),
        _ => {
            eprintln!("unknown command {}", command);
            exit(64);
        }
    }
    Ok(())
}

fn main() {
    let mut args = env::args().skip(1);
    let (command, file) = match (args.next(), args.next()) {
        (Some(c), Some(f)) => (c, f),
        _ => {
            eprintln!("Usage: gedtool <roots|find|count> <file> [name...]");
            exit(64);
        }
    };
    let rest: Vec<String> = args.collect();
    if let Err(err) = run(&command, &file, &rest) {
        eprintln!("{}: {}", file, err);
        exit(1);
    }
}
