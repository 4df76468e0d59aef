class Comet {
  constructor({ designation, perihelion, eccentricity, discoverer }) {
    this._designation = designation;
    this._perihelion = perihelion;
    this._eccentricity = eccentricity;
    this._discoverer = discoverer;
  }

  get designation() {
    return this._designation;
  }

  get perihelion() {
    return this._perihelion;
  }

  get eccentricity() {
    return this._eccentricity;
  }

  get discoverer() {
    return this._discoverer;
  }

  get periodic() {
    return this._eccentricity < 1;
  }

  toJSON() {
    return {
      designation: this._designation,
      perihelion: this._perihelion,
      eccentricity: this._eccentricity,
      discoverer: this._discoverer,
    };
  }

  toString() {
    return `${this._designation} (${this._discoverer})`;
  }
}

module.exports = Comet;
