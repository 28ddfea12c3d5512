using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Turns tokens back in a text that arrives in pieces: for every cut into pieces the output is that of
/// <see cref="Restorer.Restore"/> on the whole. Not thread-safe.
/// </summary>
public sealed class StreamRestorer
{
    /// <summary>Text that cannot be a token leaves at once; at most this many units are ever held back.</summary>
    public const int HoldBack = TokenParser.MaxLength + TokenSurroundings.Reach;

    private readonly TokenSession _session;
    private readonly RestoreMode _places;
    private readonly MarkupContext _markup = new();
    private readonly Dictionary<string, int> _restored = [];
    private readonly StringBuilder _output = new();
    private char[] _buffer = new char[512];
    private int _count;
    private int _origin;
    private char _previous;

    public StreamRestorer(TokenSession session, RestoreMode places = RestoreMode.Prose)
    {
        ArgumentNullException.ThrowIfNull(session);
        (_session, _places) = (session, places);
    }

    /// <summary>How many tokens were turned back so far, per kind.</summary>
    public IReadOnlyDictionary<string, int> Restored => _restored;

    /// <summary>How many tokens of this session were left because of their place.</summary>
    public int Refused { get; private set; }

    /// <summary>Gets the place of each token that was turned back, with its value; null keeps none.</summary>
    internal List<TextEdit>? Edits { get; init; }

    /// <summary>Takes the next piece; gives what may leave now.</summary>
    public string Append(ReadOnlySpan<char> piece)
    {
        if (_count + piece.Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _count + piece.Length));
        }

        piece.CopyTo(_buffer.AsSpan(_count));
        _count += piece.Length;
        return Advance(isLast: false);
    }

    /// <summary>Ends the text; gives what was held back.</summary>
    public string Complete() => Advance(isLast: true);

    private string Advance(bool isLast)
    {
        var text = _buffer.AsSpan(0, _count);
        var at = 0;
        while (at < text.Length)
        {
            var read = TokenParser.Read(text[at..], _previous, isLast, _session);
            if (read.More)
            {
                break;
            }

            var isAllowed = read.Entry is null ? false : Permits(text[(at + read.Length)..], isLast);
            if (isAllowed is null)
            {
                break;
            }

            if (isAllowed is true)
            {
                var entry = read.Entry!;
                _output.Append(_places == RestoreMode.JsonProse
                    ? JsonEncodedText.Encode(entry.Value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
                    : entry.Value);
                _restored[entry.Kind] = _restored.GetValueOrDefault(entry.Kind) + 1;
                Edits?.Add(new(_origin + at, read.Length, entry.Value, entry.Spelling));
                _markup.Feed(entry.Value);
            }
            else
            {
                Refused += read.Entry is null ? 0 : 1;
                _output.Append(text.Slice(at, read.Length));
                _markup.Feed(text.Slice(at, read.Length));
            }

            _previous = text[at + read.Length - 1];
            at += read.Length;
        }

        text[at..].CopyTo(_buffer);
        _count -= at;
        _origin += at;
        var result = _output.ToString();
        _output.Clear();
        return result;
    }

    /// <summary>Null where more text decides.</summary>
    private bool? Permits(ReadOnlySpan<char> next, bool isLast) =>
        _places == RestoreMode.Everywhere ? true : _markup.IsActive ? false : TokenSurroundings.Allow(next, isLast);
}
