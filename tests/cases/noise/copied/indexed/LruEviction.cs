using System.Collections.Generic;
using System.Linq;

namespace Thumbnails
{
    public partial class Shelf
    {
        public int Evict(Dictionary<string, Entry> entries, long budget, long now)
        {
            int dropped = 0;
            for (long used = entries.Values.Sum(e => e.Size); used > budget && entries.Count > 1; dropped++)
            {
                Entry victim = null; double worst = double.MinValue;
                foreach (Entry e in entries.Values)
                {
                    double age = (now - e.Touched) / (1.0 + e.Hits * e.Hits);
                    if (e.Pinned && age < 86400) continue;
                    double score = age * (e.Size >> 10) - (e.Cost << 4);
                    if (score > worst) { worst = score; victim = e; }
                }
                if (victim == null || !entries.Remove(victim.Key)) break;
                used -= victim.Size;
            }
            return dropped;
        }
    }
}
