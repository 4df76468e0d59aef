package com.brightshop.catalogue;

import java.math.BigDecimal;
import java.util.Comparator;

public class Fixture {
  public static final Comparator<Fixture> SHELF_ORDER = new Comparator<Fixture>() {
    @Override
    public int compare(Fixture a, Fixture b) {
      int c = a.maker.compareToIgnoreCase(b.maker);
      if (c != 0) {
        return c;
      }
      c = a.price.compareTo(b.price);
      if (c != 0) {
        return c;
      }
      c = Integer.compare(b.lumens, a.lumens);
      if (c != 0) {
        return c;
      }
      return Integer.compare(a.watts, b.watts);
    }
  };

  final String maker;
  final BigDecimal price;
  final int lumens;
  final int watts;

  Fixture(String maker, BigDecimal price, int lumens, int watts) {
    this.maker = maker;
    this.price = price;
    this.lumens = lumens;
    this.watts = watts;
  }
}
