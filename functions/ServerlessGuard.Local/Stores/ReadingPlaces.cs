using System.Collections.Concurrent;
using System.Globalization;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// Places in logs that were read: the last one of each log in memory, and one for each <see cref="Step"/> in a file beside the log, for
/// later processes. Hints: whoever reads on finds a whole group there or begins at the beginning, and holds the frame that it read last
/// to its hash. A line is lost or torn by a crash without harm. Thread-safe.
/// </summary>
internal sealed class ReadingPlaces
{
    public const string FileName = "places";

    /// <summary>Bytes of a log between two places in its file.</summary>
    private const long Step = 1 << 20;

    private readonly ConcurrentDictionary<string, ReadingPlace> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReadingPlace> _written = new(StringComparer.Ordinal);
    private long _bytesRead;

    /// <summary>Bytes of groups that were kept places of, each time.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <param name="directory">The log's folder.</param>
    /// <param name="place">The group that was read.</param>
    /// <param name="bytes">Its length.</param>
    public void Keep(string directory, ReadingPlace place, long bytes)
    {
        Interlocked.Add(ref _bytesRead, bytes);
        _last[directory] = place;
        var written = _written.GetOrAdd(directory, static one => ReadAll(one).LastOrDefault(ReadingPlace.Start));
        if (place.Frame > written.Frame && (place.Segment > written.Segment || place.Offset - written.Offset >= Step))
        {
            _written[directory] = place;
            Write(directory, place);
        }
    }

    /// <summary>The last known place with at most so many frames before it; null when none is known.</summary>
    public ReadingPlace? Before(string directory, long frame) =>
        _last.GetValueOrDefault(directory) is { } last && last.Frame <= frame
            ? last
            : ReadAll(directory).LastOrDefault(place => place.Frame <= frame);

    public void Forget(string directory)
    {
        _last.TryRemove(directory, out _);
        _written.TryRemove(directory, out _);
    }

    private static IEnumerable<ReadingPlace> ReadAll(string directory)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path.Combine(directory, FileName));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return lines.Select(Parse).OfType<ReadingPlace>();
    }

    private static ReadingPlace? Parse(string line) =>
        line.Split(' ') is [var frame, var segment, var offset, "."]
        && long.TryParse(frame, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at >= SegmentFormat.HeaderLength
            ? new ReadingPlace(index, number, at, 0) : null;

    private static void Write(string directory, ReadingPlace place)
    {
        try
        {
            using var file = OwnFile.Open(Path.Combine(directory, FileName), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(System.Text.Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{place.Frame} {place.Segment} {place.Offset} .\n")));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A reader that may not write reads more the next time.
        }
    }
}

/// <summary>A group of a log that was read: the frames before it, its segment and offset, and the segment's durable length then.</summary>
internal sealed record ReadingPlace(long Frame, int Segment, long Offset, long Length)
{
    public static ReadingPlace Start { get; } = new(0, 0, SegmentFormat.HeaderLength, 0);
}
