package org.example.meadow;

public class Meadow {
  private String owner;
  private int acres;
  private String soil;
  private long mown;
  private int sheep;

  public String getOwner() {
    return owner;
  }

  public void setOwner(String owner) {
    this.owner = owner;
  }

  public int getAcres() {
    return acres;
  }

  public void setAcres(int acres) {
    this.acres = acres;
  }

  public String getSoil() {
    return soil;
  }

  public void setSoil(String soil) {
    this.soil = soil;
  }

  public long getMown() {
    return mown;
  }

  public void setMown(long mown) {
    this.mown = mown;
  }

  public int getSheep() {
    return sheep;
  }

  public void setSheep(int sheep) {
    this.sheep = sheep;
  }
}
