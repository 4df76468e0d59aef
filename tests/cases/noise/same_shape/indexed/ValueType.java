package org.orchard.model;

import java.util.Objects;

public class ValueType {
  private final String variety;
  private final int trees;
  private final long planted;

  public ValueType(String variety, int trees, long planted) {
    this.variety = variety;
    this.trees = trees;
    this.planted = planted;
  }

  @Override
  public boolean equals(Object o) {
    if (this == o) {
      return true;
    }
    if (o == null || getClass() != o.getClass()) {
      return false;
    }
    ValueType that = (ValueType) o;
    return trees == that.trees && planted == that.planted && Objects.equals(variety, that.variety);
  }

  @Override
  public int hashCode() {
    return Objects.hash(variety, trees, planted);
  }

  @Override
  public String toString() {
    return "ValueType{" + "variety='" + variety + '\'' + ", trees=" + trees + ", planted=" + planted + '}';
  }
}
