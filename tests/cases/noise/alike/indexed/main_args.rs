use std::env;
use std::process;

mod lamp;

fn usage(program: &str) -> ! {
    eprintln!("usage: {} on|off|dim LEVEL|status", program);
    process::exit(2);
}

fn main() {
    let args: Vec<String> = env::args().collect();
    if args.len() < 2 {
        usage(&args[0]);
    }
    let result = match args[1].as_str() {
        "on" => lamp::set(255),
        "off" => lamp::set(0),
        "dim" => match args.get(2).and_then(|s| s.parse::<u8>().ok()) {
            Some(level) => lamp::set(level),
            None => usage(&args[0]),
        },
        "status" => lamp::status().map(|level| println!("{}", level)),
        _ => usage(&args[0]),
    };
    if let Err(e) = result {
        eprintln!("lamp: {}", e);
        process::exit(1);
    }
}
