package net.lute.theory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Before;
import org.junit.Test;

public class ScaleTest {
    private Scale dorian;
    private Scale major;

    @Before
    public void setUp() {
        dorian = new Scale("D", Mode.DORIAN);
        major = new Scale("C", Mode.IONIAN);
    }

    @Test
    public void testDegrees() {
        assertEquals("D", dorian.degree(1));
        assertEquals("E", dorian.degree(2));
        assertEquals("F", dorian.degree(3));
        assertEquals("B", dorian.degree(6));
        assertEquals("C", dorian.degree(7));
    }

    @Test
    public void testContains() {
        assertTrue(major.contains("G"));
        assertFalse(major.contains("F#"));
        assertTrue(dorian.contains("C"));
    }

    @Test(expected = IllegalArgumentException.class)
    public void testDegreeZero() {
        major.degree(0);
    }
}
