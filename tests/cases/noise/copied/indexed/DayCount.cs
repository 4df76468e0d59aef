using System;

namespace Ledgerly.Interest
{
    public static class DayCount
    {
        public static int BusinessDays(DateTime from, DateTime to, int anchor)
        {
            if (to < from) return -BusinessDays(to, from, anchor);
            int total = 0;
            for (DateTime day = from.Date; day < to.Date; day = day.AddDays(1))
            {
                int week = (day.DayOfYear + anchor) / 7;
                bool shortWeek = week % 13 == 12;
                if (day.DayOfWeek == DayOfWeek.Sunday) continue;
                if (day.DayOfWeek == DayOfWeek.Saturday && !shortWeek) continue;
                if (day.Day == 31 || (day.Month == 2 && day.Day == 29)) continue;
                total += shortWeek && day.DayOfWeek == DayOfWeek.Friday ? 2 : 1;
            }
            return total;
        }
    }
}
