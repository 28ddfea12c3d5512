using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// The list of a pack's files: a C2SP signed note (Ed25519, the log's key) whose text is a first line that no checkpoint
/// has, the log's origin, the time, and a line <c>SHA-256-HEX  PATH</c> for each file in ordinal order, as sha256sum writes it.
/// </summary>
public sealed record PackManifest(string Origin, DateTimeOffset Created, IReadOnlyDictionary<string, string> Files)
{
    private const string Header = "serverlessguard.evidence/v1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Above the number of files of any pack, and below the limit of the note.</summary>
    public const int MostFiles = 8_000;

    public static PackManifest Of(string origin, DateTimeOffset made, IReadOnlyDictionary<string, byte[]> files) =>
        new(origin, made, files.ToDictionary(static f => f.Key, static f => Digest(f.Value), StringComparer.Ordinal));

    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public byte[] Sign(NoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var text = ToString();
        return new SignedNote(text, [signer.Sign(text)]).ToBytes();
    }

    /// <summary>
    /// The manifest in these bytes, or null when the key did not sign it, a name is unsafe, two names differ only in case, or the lines are
    /// out of order.
    /// </summary>
    public static PackManifest? Open(ReadOnlySpan<byte> note, NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (SignedNote.Parse(note) is not { } signed || !signed.IsSignedBy(key)
            || signed.Text.Split('\n') is not [Header, var origin, var made, .. var lines, ""] || lines.Length > MostFiles
            || !DateTimeOffset.TryParseExact(made, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return null;
        }

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            if (line.Length < 67 || line.AsSpan(0, 64).ContainsAnyExcept(Hex) || line[64..66] != "  "
                || !PackNames.IsSafe(line[66..]) || !names.Add(line[66..]))
            {
                return null;
            }

            files.Add(line[66..], line[..64]);
        }

        var manifest = new PackManifest(origin, time, files);
        return manifest.ToString() == signed.Text && origin == key.Name ? manifest : null;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n').Append(Origin).Append('\n');
        text.Append(Created.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)).Append('\n');
        foreach (var (name, digest) in Files.OrderBy(static f => f.Key, StringComparer.Ordinal))
        {
            text.Append(digest).Append("  ").Append(name).Append('\n');
        }

        return text.ToString();
    }
}
