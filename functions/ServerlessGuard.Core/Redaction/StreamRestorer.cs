using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Turns tokens back in a text that arrives in pieces: for every cut into pieces the output is that of
/// <see cref="Restorer.Restore"/> on the whole. Not thread-safe.
/// </summary>
public sealed class StreamRestorer
{
    /// <summary>Text that cannot be a token leaves at once; at most this many units are ever held back.</summary>
    public const int HoldBack = TokenReader.MaxLength + 16;

    private readonly TokenSession session;
    private readonly RestorePlaces places;
    private readonly MarkupTracker markup = new();
    private readonly Dictionary<string, int> restored = [];
    private readonly StringBuilder output = new();
    private char[] buffer = new char[512];
    private int count;
    private char previous;

    public StreamRestorer(TokenSession session, RestorePlaces places = RestorePlaces.Prose)
    {
        ArgumentNullException.ThrowIfNull(session);
        (this.session, this.places) = (session, places);
    }

    /// <summary>How many tokens were turned back so far, per kind.</summary>
    public IReadOnlyDictionary<string, int> Restored => restored;

    /// <summary>How many tokens of this session were left because of where they stood.</summary>
    public int Refused { get; private set; }

    /// <summary>Takes the next piece; gives what may leave now.</summary>
    public string Append(ReadOnlySpan<char> piece)
    {
        if (count + piece.Length > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, count + piece.Length));
        }

        piece.CopyTo(buffer.AsSpan(count));
        count += piece.Length;
        return Advance(isLast: false);
    }

    /// <summary>Ends the text; gives what was held back.</summary>
    public string Complete() => Advance(isLast: true);

    private string Advance(bool isLast)
    {
        var text = buffer.AsSpan(0, count);
        var at = 0;
        while (at < text.Length)
        {
            var read = TokenReader.Read(text[at..], previous, isLast, session);
            if (read.More)
            {
                break;
            }

            var more = false;
            if (read.Entry is { } entry && Permits(text, at + read.Length, isLast, out more))
            {
                output.Append(entry.Value);
                restored[entry.Kind] = restored.GetValueOrDefault(entry.Kind) + 1;
            }
            else if (read.Entry is not null && more)
            {
                break;
            }
            else
            {
                Refused += read.Entry is null ? 0 : 1;
                output.Append(text.Slice(at, read.Length));
            }

            markup.Feed(text.Slice(at, read.Length));
            previous = text[at + read.Length - 1];
            at += read.Length;
        }

        text[at..].CopyTo(buffer);
        count -= at;
        var result = output.ToString();
        output.Clear();
        return result;
    }

    private bool Permits(ReadOnlySpan<char> text, int after, bool isLast, out bool more)
    {
        more = false;
        if (places == RestorePlaces.Everywhere)
        {
            return true;
        }

        if (markup.IsActive)
        {
            return false;
        }

        // A token in front of a domain ([EMAIL_7K3QX2].evil.example) would leave with the name look-up.
        var next = text[after..];
        more = !isLast && (next.Length == 0 || (next.Length == 1 && next[0] == '.'));
        return !more && !(next.Length > 1 && next[0] == '.' && char.IsLetterOrDigit(next[1]));
    }
}
