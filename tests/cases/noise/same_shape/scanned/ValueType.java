package org.harbour.model;

import java.util.Objects;

public class ValueType {
  private final String berth;
  private final int depth;
  private final long arrived;

  public ValueType(String berth, int depth, long arrived) {
    this.berth = berth;
    this.depth = depth;
    this.arrived = arrived;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (other == null || getClass() != other.getClass()) {
      return false;
    }
    ValueType rhs = (ValueType) other;
    return depth == rhs.depth && arrived == rhs.arrived && Objects.equals(berth, rhs.berth);
  }

  @Override
  public int hashCode() {
    return Objects.hash(berth, depth, arrived);
  }

  @Override
  public String toString() {
    return "ValueType{" + "berth='" + berth + '\'' + ", depth=" + depth + ", arrived=" + arrived + '}';
  }
}
