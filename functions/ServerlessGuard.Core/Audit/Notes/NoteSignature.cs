using System.Buffers.Binary;

namespace ServerlessGuard.Core.Audit.Notes;

/// <summary>One signature line of a note. Says nothing until a known key verified it.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const string Dash = "— ";

    /// <summary>The line without its newline, or null.</summary>
    internal static NoteSignature? Parse(string line)
    {
        var parts = line.Split(' ');
        if (parts is not [_, var name, var base64] || !line.StartsWith(Dash, StringComparison.Ordinal) || !NoteKey.IsName(name))
        {
            return null;
        }

        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var written) || written < 5)
        {
            return null;
        }

        var signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4, written - 4));
        return signature.ToString() == line ? signature : null;
    }

    public override string ToString()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(4));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }
}
