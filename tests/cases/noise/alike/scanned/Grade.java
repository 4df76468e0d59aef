package com.cragbook.routes;

import java.util.HashMap;
import java.util.Map;

public enum Grade {
  MODERATE(10, "M"),
  DIFFICULT(20, "D"),
  SEVERE(40, "S"),
  VERY_SEVERE(50, "VS"),
  EXTREME(70, "E");

  private static final Map<String, Grade> BY_LABEL = new HashMap<>();

  static {
    for (Grade grade : values()) {
      BY_LABEL.put(grade.label, grade);
    }
  }

  private final int points;
  private final String label;

  private Grade(int points, String label) {
    this.points = points;
    this.label = label;
  }

  public int points() {
    return points;
  }

  public String label() {
    return label;
  }

  public static Grade of(String label) {
    Grade grade = BY_LABEL.get(label);
    if (grade == null) {
      throw new IllegalArgumentException("unknown grade: " + label);
    }
    return grade;
  }
}
