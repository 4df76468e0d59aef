package com.garden.util;

import java.util.Iterator;
import java.util.NoSuchElementException;

public class ArrayWalk<T> implements Iterator<T> {
  private final T[] plots;
  private int cursor = 0;

  public ArrayWalk(T[] plots) {
    this.plots = plots;
  }

  @Override
  public boolean hasNext() {
    return cursor < plots.length;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return plots[cursor++];
  }

  @Override
  public void remove() {
    throw new UnsupportedOperationException();
  }
}
