using System.Buffers;
using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// One log of sealed content: all of it ends at the same second, which the log's name says, so that nothing is looked up to expire it.
/// The rest of the name is the id under which it was opened, whose time tells which interactions it can hold.
/// </summary>
internal sealed record ContentLane(string Name, DateTimeOffset Expires)
{
    /// <summary>An interaction's content is written at most so long after the interaction's id was made.</summary>
    private static readonly TimeSpan LongestInteraction = TimeSpan.FromHours(2);

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int IdLength = 26;
    private const int TimeLength = 10;

    private static readonly SearchValues<char> Digits = SearchValues.Create(Crockford);

    public static string NameOf(DateTimeOffset expires, string id) =>
        expires.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + "." + id;

    /// <summary>Null for a name that is no lane's.</summary>
    public static ContentLane? Of(LogWriter writer) =>
        writer.Name.Split('.') is [var time, { Length: IdLength }]
        && DateTimeOffset.TryParseExact(
            time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? new ContentLane(writer.Name, expires) { IsOpen = writer.State == WriterState.Running } : null;

    /// <summary>A process appends to it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>
    /// Whether the content of the interaction can be here. A lane takes content of interactions that began within
    /// <see cref="ContentTerms.LongestStep"/> of each other; one whose id tells no time can be anywhere.
    /// </summary>
    public bool MayHold(string interaction)
    {
        if (interaction.Length != IdLength || interaction.AsSpan().ContainsAnyExcept(Digits))
        {
            return true;
        }

        var opened = MillisecondsOf(Name.AsSpan(Name.Length - IdLength));
        var began = MillisecondsOf(interaction);
        return began >= opened - (long)(LongestInteraction + ContentTerms.LongestStep).TotalMilliseconds
            && began <= opened + (long)(LongestInteraction + ContentTerms.LongestStep).TotalMilliseconds;
    }

    private static long MillisecondsOf(ReadOnlySpan<char> id)
    {
        long milliseconds = 0;
        foreach (var digit in id[..TimeLength])
        {
            milliseconds = (milliseconds << 5) | (uint)Math.Max(0, Crockford.IndexOf(digit, StringComparison.Ordinal));
        }

        return milliseconds;
    }
}
