package org.example.ferry;

public class Ferry {
  private String name;
  private int decks;
  private long built;
  private String line;
  private boolean afloat;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public int getDecks() {
    return decks;
  }

  public void setDecks(int decks) {
    this.decks = decks;
  }

  public long getBuilt() {
    return built;
  }

  public void setBuilt(long built) {
    this.built = built;
  }

  public String getLine() {
    return line;
  }

  public void setLine(String line) {
    this.line = line;
  }

  public boolean getAfloat() {
    return afloat;
  }

  public void setAfloat(boolean afloat) {
    this.afloat = afloat;
  }
}
