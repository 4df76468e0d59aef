CREATE TABLE breeders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE lofts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    breeder_id INTEGER NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    FOREIGN KEY (breeder_id) REFERENCES breeders (id)
);

CREATE TABLE pigeons (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    loft_id INTEGER NOT NULL,
    ring TEXT NOT NULL UNIQUE,
    hatched DATE,
    colour TEXT,
    FOREIGN KEY (loft_id) REFERENCES lofts (id) ON DELETE CASCADE
);

CREATE TABLE flights (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pigeon_id INTEGER NOT NULL,
    released_at TIMESTAMP NOT NULL,
    returned_at TIMESTAMP,
    metres INTEGER NOT NULL,
    FOREIGN KEY (pigeon_id) REFERENCES pigeons (id) ON DELETE CASCADE
);

CREATE INDEX flights_pigeon ON flights (pigeon_id);
