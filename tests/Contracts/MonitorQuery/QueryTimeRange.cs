using System.Xml;

namespace Azure.Monitor.Query;

public readonly struct QueryTimeRange : IEquatable<QueryTimeRange>
{
    public QueryTimeRange(TimeSpan duration) => Duration = duration;

    public TimeSpan Duration { get; }

    public static implicit operator QueryTimeRange(TimeSpan timeSpan) => new(timeSpan);

    public static bool operator ==(QueryTimeRange left, QueryTimeRange right) => left.Equals(right);

    public static bool operator !=(QueryTimeRange left, QueryTimeRange right) => !left.Equals(right);

    public bool Equals(QueryTimeRange other) => Duration == other.Duration;

    public override bool Equals(object? obj) => obj is QueryTimeRange other && Equals(other);

    public override int GetHashCode() => Duration.GetHashCode();

    public override string ToString() => XmlConvert.ToString(Duration);
}
