package com.gatekeeper.parking;

import java.util.Objects;

public final class Plate {
    private final String country;
    private final String letters;
    private final int digits;

    public Plate(String country, String letters, int digits) {
        this.country = Objects.requireNonNull(country);
        this.letters = Objects.requireNonNull(letters);
        this.digits = digits;
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (o == null || getClass() != o.getClass()) {
            return false;
        }
        Plate other = (Plate) o;
        return digits == other.digits
                && country.equals(other.country)
                && letters.equals(other.letters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(country, letters, digits);
    }

    @Override
    public String toString() {
        return "Plate{country=" + country + ", letters=" + letters + ", digits=" + digits + "}";
    }
}
