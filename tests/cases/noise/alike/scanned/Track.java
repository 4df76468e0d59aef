package org.fellwalkers.maps;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

public final class Track implements Iterable<Waypoint>
{
	private final List<Waypoint> points = new ArrayList<Waypoint>();

	public void append(Waypoint w)
	{
		points.add(w);
	}

	public Iterator<Waypoint> iterator()
	{
		return new Iterator<Waypoint>()
		{
			private int cursor;

			@Override
			public boolean hasNext()
			{
				return cursor < points.size();
			}

			@Override
			public Waypoint next()
			{
				if (cursor >= points.size())
					throw new NoSuchElementException("end of track");
				Waypoint here = points.get(cursor);
				cursor++;
				return here;
			}

			@Override
			public void remove()
			{
				throw new UnsupportedOperationException("remove");
			}
		};
	}
}
