package org.grocer.till;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import static org.junit.Assert.*;

public class ScaleTest {

	private FakePort port;
	private Scale scale;

	@Before
	public void setUp() throws Exception {
		port = new FakePort();
		scale = new Scale(port, 15000);
	}

	@After
	public void tearDown() {
		scale.close();
	}

	@Test
	public void readsGrams() {
		port.feed("ST,+001250g");
		assertEquals(1250, scale.read());
		port.feed("ST,+000004g");
		assertEquals(4, scale.read());
		port.feed("ST,-000010g");
		assertEquals(-10, scale.read());
	}

	@Test
	public void taresToZero() {
		port.feed("ST,+000300g");
		scale.tare();
		assertEquals(0, scale.net());
		assertEquals(300, scale.tareWeight());
		assertTrue(scale.isTared());
	}

	@Test(expected = OverloadException.class)
	public void refusesOverload() {
		port.feed("OL,+099999g");
		scale.read();
	}
}
