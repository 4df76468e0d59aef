package net.bakery;

public class RecordKey {
  private String flour;
  private String oven;
  private int loaves;

  @Override
  public int hashCode() {
    final int prime = 31;
    int result = 1;
    result = prime * result + ((flour == null) ? 0 : flour.hashCode());
    result = prime * result + ((oven == null) ? 0 : oven.hashCode());
    result = prime * result + loaves;
    return result;
  }

  @Override
  public boolean equals(Object obj) {
    if (this == obj) return true;
    if (obj == null) return false;
    if (getClass() != obj.getClass()) return false;
    RecordKey other = (RecordKey) obj;
    if (flour == null) {
      if (other.flour != null) return false;
    } else if (!flour.equals(other.flour)) return false;
    if (oven == null) {
      if (other.oven != null) return false;
    } else if (!oven.equals(other.oven)) return false;
    if (loaves != other.loaves) return false;
    return true;
  }
}
