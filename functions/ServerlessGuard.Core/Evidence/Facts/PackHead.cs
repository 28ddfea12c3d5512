using System.Globalization;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// The checkpoint that every proof of a pack leads to, and how far the witness follows the log. A keeper can rewrite what no witness
/// signed, so the reader asks the witness for the newest checkpoint, and takes the last one that it signed where it does not answer and
/// only few and young entries lie behind that one.
/// </summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Note">Its note with every signature.</param>
/// <param name="WitnessedAt">The time of the witness's cosignature on it; null without one.</param>
/// <param name="Unwitnessed">Entries of the log behind the last one that the witness signed for.</param>
/// <param name="SilentSince">The time of the witness's last cosignature; null where it never signed.</param>
internal sealed record PackHead(
    Checkpoint Checkpoint, SignedNote Note, DateTimeOffset? WitnessedAt, long Unwitnessed, DateTimeOffset? SilentSince)
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Most entries that a pack may leave to the next one for want of a cosignature.</summary>
    public const long MostUnwitnessed = 10_000;

    /// <summary>The longest silence of a witness after which a pack still ends where the witness signed.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    /// <summary>
    /// The newest checkpoint, with the witness's signature where it has one or gives one. Null without a checkpoint that the log's key
    /// signed.
    /// </summary>
    public static async ValueTask<SignedNote?> NewestAsync(
        ILogSource source, NoteKey log, NoteKey? key, IWitness? witness, CancellationToken cancellationToken)
    {
        // Another sequencer may have had a later checkpoint signed meanwhile: then the witness refuses this one, and that one is read.
        for (var attempt = 0; ; attempt++)
        {
            if (await source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is not { } bytes
                || Checkpoint.Open(bytes.Span, log, out var note) is not { } head)
            {
                return null;
            }

            if (key is null || note!.IsSignedBy(key) || witness is null)
            {
                return note;
            }

            if (await CosignAsync(source, note, head.Size, witness, cancellationToken) is { } signature)
            {
                return note with { Signatures = [.. note.Signatures, signature] };
            }

            if (attempt > 0)
            {
                return note;
            }
        }
    }

    /// <summary>The head for a pack of the verified log.</summary>
    /// <param name="witnessed">The largest size that the witness signed, as the verification found; 0 for none.</param>
    public static async ValueTask<PackHead> ChooseAsync(
        ILogSource source, NoteKey log, NoteKey? key, SignedNote newest, long witnessed, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var head = Checkpoint.Parse(newest.Text)!;
        if (key is null)
        {
            return new(head, newest, null, head.Size, null);
        }

        if (newest.CosignedAt(key) is { } time)
        {
            return new(head, newest, time, 0, time);
        }

        SignedNote? last = null;
        var older = witnessed > 0 && await source.ReadAsync(LogPaths.CheckpointOf(witnessed), cancellationToken) is { } bytes
            ? Checkpoint.Open(bytes.Span, log, out last) : null;
        var signed = older is null ? null : last!.CosignedAt(key);
        var tail = head.Size - (signed is null ? 0 : older!.Size);
        return signed is { } then && tail <= MostUnwitnessed && now - then <= LongestSilence
            ? new(older!, last!, signed, tail, signed)
            : new(head, newest, null, tail, signed);
    }

    /// <summary>The values of the fact <see cref="FactKinds.LogCheckpoint"/>.</summary>
    public Dictionary<string, string> Values(NoteKey? witness, DateTimeOffset now)
    {
        var values = new Dictionary<string, string>
        {
            ["origin"] = Checkpoint.Origin,
            ["size"] = Number(Checkpoint.Size),
            ["root"] = Checkpoint.Root.ToBase64(),
            ["witness"] = witness?.ToString() ?? "none",
            ["witnessed"] = WitnessedAt is null ? "no" : "yes",
            ["unwitnessed"] = Number(Unwitnessed),
        };
        if (WitnessedAt is { } time)
        {
            values["witnessed_at"] = Text(time);
        }

        if (SilentSince is { } since)
        {
            values["unwitnessed_minutes"] = Number(Unwitnessed == 0 ? 0 : (long)Math.Max(0, (now - since).TotalMinutes));
        }

        return values;
    }

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>The witness's signature, or null where it refuses or does not answer: the sequencer raises the alert.</summary>
    private static async ValueTask<NoteSignature?> CosignAsync(
        ILogSource source, SignedNote note, long size, IWitness witness, CancellationToken cancellationToken)
    {
        try
        {
            var tiles = new TileReader(source, size);
            return await witness.CosignAsync(
                note, size, async (seen, cancel) => await tiles.ConsistencyAsync(seen, cancel), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
