using System;
using System.Collections.Generic;
using System.Linq;

namespace Dockyard.Planning
{
    internal class Berth
    {
        private readonly List<Tuple<string, DateTime, DateTime>> bookings =
            new List<Tuple<string, DateTime, DateTime>>();

        public string Name { get; set; }

        public bool IsFree(DateTime when)
        {
            return bookings.All(b => when < b.Item2 || when >= b.Item3);
        }

        public void Book(string ship, DateTime arrival, DateTime departure)
        {
            if (!IsFree(arrival))
                throw new InvalidOperationException(Name + " is taken");
            bookings.Add(Tuple.Create(ship, arrival, departure));
        }

        internal static int ChargeableShifts(DateTime arrival, DateTime departure, int offset) {
            if (departure < arrival)
                return -ChargeableShifts(departure, arrival, offset);
            int shifts = 0;
            for (DateTime cur = arrival.Date; cur < departure.Date; cur = cur.AddDays(1)) {
                int index = (cur.DayOfYear + offset) / 7;
                bool reduced = index % 13 == 12;
                if (cur.DayOfWeek == DayOfWeek.Sunday)
                    continue;
                if (cur.DayOfWeek == DayOfWeek.Saturday && !reduced)
                    continue;
                if (cur.Day == 31 || (cur.Month == 2 && cur.Day == 29))
                    continue;
                shifts += reduced && cur.DayOfWeek == DayOfWeek.Friday ? 2 : 1;
            }
            return shifts;
        }

        public decimal Invoice(decimal rate)
        {
            return bookings.Sum(b => rate * ChargeableShifts(b.Item2, b.Item3, 3));
        }
    }
}
