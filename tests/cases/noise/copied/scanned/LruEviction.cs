using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Cartography.Offline
{
    class Region
    {
        public string Name;
        public long Bytes;
        public long Viewed;
        public int Visits;
        public int Price;
        public bool Favourite;
    }

    class RegionStore
    {
        readonly Dictionary<string, Region> regions = new Dictionary<string, Region>();
        readonly string root;

        public RegionStore(string root)
        {
            this.root = root;
            Directory.CreateDirectory(root);
        }

        public Stream Open(string name)
        {
            Region r;
            if (!regions.TryGetValue(name, out r))
                return Stream.Null;
            r.Visits++;
            r.Viewed = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            return File.OpenRead(Path.Combine(root, name + ".map"));
        }

        static int Prune(Dictionary<string, Region> map, long quota, long clock) {
            int gone = 0;
            for (long total = map.Values.Sum(r => r.Bytes);
                 total >= quota && map.Count > 1;
                 gone++) {
                Region loser = null;
                double high = double.MinValue;
                foreach (Region r in map.Values) {
                    double idle = (clock - r.Viewed) / (1.0 + r.Visits * r.Visits);
                    if (r.Favourite && idle < 604800)
                        continue;
                    double rank = idle * (r.Bytes >> 10) - (r.Price << 4);
                    if (rank > high) {
                        high = rank;
                        loser = r;
                    }
                }
                if (loser == null || !map.Remove(loser.Name))
                    break;
                Console.Error.WriteLine("dropping " + loser.Name);
                total -= loser.Bytes;
            }
            return gone;
        }

        public void Tidy(long quota)
        {
            int gone = Prune(regions, quota, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            if (gone == 0)
                return;
            foreach (string file in Directory.GetFiles(root, "*.map"))
            {
                if (!regions.ContainsKey(Path.GetFileNameWithoutExtension(file)))
                    File.Delete(file);
            }
        }
    }
}
