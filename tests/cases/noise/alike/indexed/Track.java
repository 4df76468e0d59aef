package net.drumroom.score;

import java.util.Iterator;
import java.util.NoSuchElementException;

public class Track implements Iterable<Beat> {
    private final Beat[] beats;
    private final int tempo;

    public Track(Beat[] beats, int tempo) {
        this.beats = beats.clone();
        this.tempo = tempo;
    }

    public int getTempo() {
        return tempo;
    }

    @Override
    public Iterator<Beat> iterator() {
        return new BeatIterator();
    }

    private class BeatIterator implements Iterator<Beat> {
        private int position = 0;

        @Override
        public boolean hasNext() {
            return position < beats.length;
        }

        @Override
        public Beat next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return beats[position++];
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException();
        }
    }
}
