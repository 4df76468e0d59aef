package net.railway;

public class RecordKey {
  private String driver;
  private String engine;
  private int wagons;

  @Override
  public int hashCode() {
    final int prime = 31;
    int result = 1;
    result = prime * result + ((driver == null) ? 0 : driver.hashCode());
    result = prime * result + ((engine == null) ? 0 : engine.hashCode());
    result = prime * result + wagons;
    return result;
  }

  @Override
  public boolean equals(Object obj) {
    if (this == obj) return true;
    if (obj == null) return false;
    if (getClass() != obj.getClass()) return false;
    RecordKey other = (RecordKey) obj;
    if (driver == null) {
      if (other.driver != null) return false;
    } else if (!driver.equals(other.driver)) return false;
    if (engine == null) {
      if (other.engine != null) return false;
    } else if (!engine.equals(other.engine)) return false;
    if (wagons != other.wagons) return false;
    return true;
  }
}
