using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Redaction;

/// <summary>How the vault lays bytes: version (1), epoch name, then length-prefixed sealed values, each with its label.</summary>
internal static class VaultRecord
{
    private const byte Version = 1;

    public static byte[] Write(string epoch, IEnumerable<(byte[] Label, byte[] Sealed)> values)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Version);
        writer.Write(epoch);
        foreach (var (label, value) in values)
        {
            writer.Write((byte)label.Length);
            writer.Write(label);
            writer.Write7BitEncodedInt(value.Length);
            writer.Write(value);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Throws <see cref="CryptographicException"/> when the bytes are no record.</summary>
    public static (string Epoch, IReadOnlyList<(byte[] Label, byte[] Sealed)> Values) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(body.ToArray()), Encoding.UTF8);
            if (reader.ReadByte() != Version)
            {
                throw new CryptographicException("A vault record has an unknown version.");
            }

            var epoch = reader.ReadString();
            var values = new List<(byte[], byte[])>();
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                var label = Exactly(reader, reader.ReadByte());
                values.Add((label, Exactly(reader, reader.Read7BitEncodedInt())));
            }

            return (epoch, values);
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            throw new CryptographicException("A vault record cannot be read.", exception);
        }
    }

    private static byte[] Exactly(BinaryReader reader, int count)
    {
        var left = reader.BaseStream.Length - reader.BaseStream.Position;
        return count >= 0 && count <= left ? reader.ReadBytes(count) : throw new EndOfStreamException();
    }
}
