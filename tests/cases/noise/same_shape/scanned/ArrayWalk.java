package com.museum.util;

import java.util.Iterator;
import java.util.NoSuchElementException;

public class ArrayWalk<T> implements Iterator<T> {
  private final T[] exhibits;
  private int position = 0;

  public ArrayWalk(T[] exhibits) {
    this.exhibits = exhibits;
  }

  @Override
  public boolean hasNext() {
    return position < exhibits.length;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return exhibits[position++];
  }

  @Override
  public void remove() {
    throw new UnsupportedOperationException();
  }
}
