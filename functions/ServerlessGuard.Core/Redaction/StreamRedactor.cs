using System.Text;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Redaction;

/// <summary>
/// Redacts a text that arrives in pieces. For every cut into pieces the outputs together are
/// <see cref="Redactor.Redact(string, RedactionPlan, TokenSession)"/> of the whole, and no part of a region leaves before
/// the region is known whole. Memory is bounded by the longest rule and <see cref="Overlaps.MaxRegion"/>. Not
/// thread-safe.
/// </summary>
public sealed class StreamRedactor
{
    private const int MinBatch = 8;
    private const int MaxWindow = 256 * 1024;
    private const int MaxBehind = 64 * 1024;
    private const int MaxStall = 1024 * 1024;
    private const int MaxApplied = 10_000;

    private readonly Scanner _scanner;
    private readonly RedactionPass _pass;
    private readonly StringBuilder _output = new();
    private char[] _buffer = new char[4096];
    private int _count;
    private int _fresh;

    public StreamRedactor(Redactor redactor, RedactionPlan plan, TokenSession session)
    {
        ArgumentNullException.ThrowIfNull(redactor);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(session);
        _scanner = redactor.For(plan).Scanner;
        _pass = new RedactionPass(redactor, plan, session, 0, MaxApplied);
    }

    /// <summary>
    /// How many units a text without findings is delayed by at most. Only an opened format without a bound of its own (a
    /// key block) is withheld longer, until it ends or is too long to be one; where a plan requests names, so is the sentence that is being
    /// written.
    /// </summary>
    public int HoldBack
    {
        get
        {
            var least = Math.Max(_scanner.HoldBack, RedactionMarkers.MaxLength);
            return least + Batch(least) + SpanExpander.MaxLength + 1;
        }
    }

    /// <summary>The findings applied so far, at most the first 10,000.</summary>
    public IReadOnlyList<AppliedFinding> Applied => _pass.Applied;

    /// <summary>How many regions were found so far, per kind.</summary>
    public IReadOnlyDictionary<string, long> Counts => _pass.Counts;

    /// <summary>The strictest action so far. On Hold and Block the caller stops; what left is masked.</summary>
    public GuardAction Strictest => _pass.Strictest;

    /// <summary>How many values were masked because the planned action could not be done.</summary>
    internal long Masked => _pass.Masked;

    internal ValueSpelling? Spelling { init => _pass.Spelling = value; }

    /// <summary>Takes the next piece; gives what may leave now.</summary>
    public string Append(ReadOnlySpan<char> piece)
    {
        Append(piece, _output);
        return Take();
    }

    /// <summary>Ends the text; gives what was held back.</summary>
    public string Complete()
    {
        Complete(_output);
        return Take();
    }

    internal void Append(ReadOnlySpan<char> piece, StringBuilder destination)
    {
        while (piece.Length > 0)
        {
            var room = Math.Min(piece.Length, Math.Max(MaxWindow - _count, MinBatch));
            if (_count + room > _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _count + room));
            }

            piece[..room].CopyTo(_buffer.AsSpan(_count));
            piece = piece[room..];
            _count += room;
            _fresh += room;

            // Scanning what is unsettled anew for every character would be quadratic; a share of it at a time is not.
            if (_fresh >= Batch(_count - _pass.Scanned))
            {
                Advance(isLast: false, destination);
            }
        }
    }

    internal void Complete(StringBuilder destination) => Advance(isLast: true, destination);

    private static int Batch(int unsettled) => Math.Max(MinBatch, unsettled / 8);

    private void Advance(bool isLast, StringBuilder destination)
    {
        // Half a surrogate pair is not yet a character.
        var usable = !isLast && _count > 0 && char.IsHighSurrogate(_buffer[_count - 1]) ? _count - 1 : _count;
        _pass.Advance(_buffer.AsSpan(0, usable), isLast, destination);
        if (!isLast && _count - _pass.Released > MaxStall)
        {
            // Only a flood of invisible characters stalls this long. The text so far is decided as if it ended here.
            _pass.Advance(_buffer.AsSpan(0, usable), isLast: true, destination);
        }

        _fresh = 0;
        var keep = KeepFrom();
        if (keep > 0)
        {
            _buffer.AsSpan(keep, _count - keep).CopyTo(_buffer);
            _count -= keep;
            _pass.Shift(keep);
        }
    }

    /// <summary>
    /// The start of the next window: far enough before the undecided text for the scanner, which counts normalised units.
    /// Three jamo make one of them, any ASCII unit makes one, invisible units and marks make none.
    /// </summary>
    private int KeepFrom()
    {
        var keep = Math.Min(Math.Min(_pass.Released, _pass.Scanned), _pass.Needed);
        var least = Math.Max(0, keep - MaxBehind);
        for (var need = 3 * _scanner.KeepBehind; keep > least && need > 0; keep--)
        {
            var weight = _buffer[keep] < 0x80 ? 3 : 1;
            need -= Normaliser.IsBoundary(_buffer.AsSpan(0, _count), keep) ? weight : 0;
        }

        while (keep > 0
            && !(char.IsAscii(_buffer[keep - 1]) && Normaliser.IsBoundary(_buffer.AsSpan(0, _count), keep))
            && keep > least - MinBatch)
        {
            keep--;
        }

        return Math.Max(keep, 0);
    }

    private string Take()
    {
        var result = _output.ToString();
        _output.Clear();
        return result;
    }
}
