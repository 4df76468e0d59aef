package org.example.voyage;

public final class Voyage {
  private final String from;
  private final String to;
  private final int days;

  private Voyage(Builder builder) {
    this.from = builder.from;
    this.to = builder.to;
    this.days = builder.days;
  }

  public static Builder builder() {
    return new Builder();
  }

  public static final class Builder {
    private String from;
    private String to;
    private int days;

    public Builder from(String from) {
      this.from = from;
      return this;
    }

    public Builder to(String to) {
      this.to = to;
      return this;
    }

    public Builder days(int days) {
      this.days = days;
      return this;
    }

    public Voyage build() {
      return new Voyage(this);
    }
  }
}
