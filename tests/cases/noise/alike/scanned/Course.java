package com.linksclub.booking;

public class Course {
  private final String club;
  private final int holes;
  private final int par;
  private final double slope;
  private final String pro;

  private Course(String club, int holes, int par, double slope, String pro) {
    this.club = club;
    this.holes = holes;
    this.par = par;
    this.slope = slope;
    this.pro = pro;
  }

  public static Builder newBuilder() {
    return new Builder();
  }

  public static final class Builder {
    private String club;
    private int holes = 18;
    private int par = 72;
    private double slope;
    private String pro;

    private Builder() {}

    public Builder setClub(String club) {
      this.club = club;
      return this;
    }

    public Builder setHoles(int holes) {
      this.holes = holes;
      return this;
    }

    public Builder setPar(int par) {
      this.par = par;
      return this;
    }

    public Builder setSlope(double slope) {
      this.slope = slope;
      return this;
    }

    public Builder setPro(String pro) {
      this.pro = pro;
      return this;
    }

    public Course build() {
      return new Course(club, holes, par, slope, pro);
    }
  }
}
