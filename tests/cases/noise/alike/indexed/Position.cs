using System;

namespace Orienteering.Model
{
    public struct Position : IEquatable<Position>
    {
        public readonly int Easting;
        public readonly int Northing;

        public Position(int easting, int northing)
        {
            Easting = easting;
            Northing = northing;
        }

        public bool Equals(Position other)
        {
            return Easting == other.Easting && Northing == other.Northing;
        }

        public override bool Equals(object obj)
        {
            return obj is Position && Equals((Position)obj);
        }

        public override int GetHashCode()
        {
            unchecked
            {
                return (Easting * 397) ^ Northing;
            }
        }

        public static bool operator ==(Position left, Position right)
        {
            return left.Equals(right);
        }

        public static bool operator !=(Position left, Position right)
        {
            return !left.Equals(right);
        }

        public override string ToString()
        {
            return string.Format("{0} {1}", Easting, Northing);
        }
    }
}
