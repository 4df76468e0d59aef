package edu.quakelab.tectonics;

public class Plate {

  private final String name;
  private final double area;
  private final double drift;
  private final boolean oceanic;

  public Plate(String name, double area, double drift, boolean oceanic) {
    this.name = name;
    this.area = area;
    this.drift = drift;
    this.oceanic = oceanic;
  }

  @Override
  public int hashCode() {
    final int prime = 31;
    int result = 1;
    result = prime * result + (name == null ? 0 : name.hashCode());
    result = prime * result + Double.hashCode(area);
    result = prime * result + Double.hashCode(drift);
    result = prime * result + (oceanic ? 1231 : 1237);
    return result;
  }

  @Override
  public boolean equals(Object obj) {
    if (this == obj) return true;
    if (!(obj instanceof Plate)) return false;
    Plate that = (Plate) obj;
    if (name == null ? that.name != null : !name.equals(that.name)) return false;
    return Double.compare(area, that.area) == 0
        && Double.compare(drift, that.drift) == 0
        && oceanic == that.oceanic;
  }

  @Override
  public String toString() {
    return "Plate [name=" + name + ", area=" + area + ", drift=" + drift + ", oceanic=" + oceanic + "]";
  }
}
