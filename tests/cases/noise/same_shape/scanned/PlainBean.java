package org.quarry.beans;

public class PlainBean {
  private String stone;
  private int tonnes;
  private boolean wet;

  public String getStone() {
    return stone;
  }

  public void setStone(String stone) {
    this.stone = stone;
  }

  public int getTonnes() {
    return tonnes;
  }

  public void setTonnes(int tonnes) {
    this.tonnes = tonnes;
  }

  public boolean isWet() {
    return wet;
  }

  public void setWet(boolean wet) {
    this.wet = wet;
  }
}
