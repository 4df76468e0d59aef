namespace BrokerDesk.Holdings
{
    using System;

    public sealed class Position : IEquatable<Position>
    {
        public Position(string symbol, decimal quantity, string account)
        {
            Symbol = symbol ?? throw new ArgumentNullException(nameof(symbol));
            Quantity = quantity;
            Account = account;
        }

        public string Symbol { get; }
        public decimal Quantity { get; }
        public string Account { get; }

        public static bool operator ==(Position a, Position b)
        {
            if (ReferenceEquals(a, b)) return true;
            if (a is null || b is null) return false;
            return a.Equals(b);
        }

        public static bool operator !=(Position a, Position b) => !(a == b);

        public override bool Equals(object obj) => Equals(obj as Position);

        public bool Equals(Position other)
        {
            if (other is null) return false;
            return Symbol == other.Symbol
                && Quantity == other.Quantity
                && Account == other.Account;
        }

        public override int GetHashCode()
        {
            int hash = 17;
            hash = hash * 23 + Symbol.GetHashCode();
            hash = hash * 23 + Quantity.GetHashCode();
            hash = hash * 23 + (Account?.GetHashCode() ?? 0);
            return hash;
        }
    }
}
