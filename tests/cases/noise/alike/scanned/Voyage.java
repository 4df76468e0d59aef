package org.example.harvest;

public final class Harvest {
  private final String crop;
  private final int tonnes;
  private final String barn;
  private final long begun;

  private Harvest(Builder builder) {
    this.crop = builder.crop;
    this.tonnes = builder.tonnes;
    this.barn = builder.barn;
    this.begun = builder.begun;
  }

  public static Builder builder() {
    return new Builder();
  }

  public static final class Builder {
    private String crop;
    private int tonnes;
    private String barn;
    private long begun;

    public Builder crop(String crop) {
      this.crop = crop;
      return this;
    }

    public Builder tonnes(int tonnes) {
      this.tonnes = tonnes;
      return this;
    }

    public Builder barn(String barn) {
      this.barn = barn;
      return this;
    }

    public Builder begun(long begun) {
      this.begun = begun;
      return this;
    }

    public Harvest build() {
      return new Harvest(this);
    }
  }
}
