package org.stable.beans;

public class PlainBean {
  private String breed;
  private int weight;
  private boolean shod;

  public String getBreed() {
    return breed;
  }

  public void setBreed(String breed) {
    this.breed = breed;
  }

  public int getWeight() {
    return weight;
  }

  public void setWeight(int weight) {
    this.weight = weight;
  }

  public boolean isShod() {
    return shod;
  }

  public void setShod(boolean shod) {
    this.shod = shod;
  }
}
