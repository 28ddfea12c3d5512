using System.Globalization;

namespace ServerlessGuard.Local.Hosting;

/// <summary>
/// How many connections the host takes. Each may need a second descriptor, for the model; beyond the process's limit no file could be
/// opened, the audit log's neither, and the process would end.
/// </summary>
internal sealed record ConnectionLimit
{
    private const int Most = 10_000;
    private const int Least = 4;

    /// <summary>Descriptors for stores, logs, the runtime and requests to other services.</summary>
    private const int Reserve = 256;

    private const int PerConnection = 2;

    /// <summary>Below this a warning is due: a few clients that keep connections open keep others out.</summary>
    private const int Comfortable = 256;

    /// <summary>Descriptors that the process may open; null where the system does not tell.</summary>
    public int? Descriptors { get; private init; }

    public required int Connections { get; init; }

    public bool IsTight => Connections < Comfortable;

    /// <summary>Of this process, as Linux tells it.</summary>
    public static ConnectionLimit Read()
    {
        const string limits = "/proc/self/limits";
        return For(File.Exists(limits) ? Parse(File.ReadAllText(limits)) : null);
    }

    /// <summary>Where there are few, half are kept in reserve; where there are many, a quarter.</summary>
    public static ConnectionLimit For(int? descriptors) => new()
    {
        Descriptors = descriptors,
        Connections = descriptors is { } count
            ? Math.Clamp((count - Math.Max(Math.Min(Reserve, count / 2), count / 4)) / PerConnection, Least, Most)
            : Most,
    };

    /// <summary>The soft limit of the line <c>Max open files</c>; null for unlimited or no such line.</summary>
    internal static int? Parse(string limits)
    {
        const string name = "Max open files";
        var line = limits.Split('\n').FirstOrDefault(static line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(
            line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(), NumberStyles.None,
            CultureInfo.InvariantCulture, out var count)
            ? (int)Math.Min(count, int.MaxValue)
            : null;
    }
}
