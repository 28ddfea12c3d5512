using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>
/// The bytes of the secret file. Header: magic <c>SGSEC1\0\0</c>, generation (64 bits), number of records (32 bits), a
/// fresh salt (32 bytes). Then each record: length (32 bits), nonce (12), ciphertext, tag (16); last a record that is
/// empty. Little-endian. The key is HKDF-SHA-256 of the master key and the salt, so every write has a key of its own;
/// the AAD of a record is the header and its index. So nothing can be left out, reordered, or mixed in from an older file.
/// </summary>
internal static class SecretFileFormat
{
    public const int HeaderLength = 52;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static ReadOnlySpan<byte> Magic => "SGSEC1\0\0"u8;

    public static byte[] Write(MasterKey master, long generation, IReadOnlyList<SecretRecord> records, IEntropy entropy)
    {
        using var stream = new MemoryStream();
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), generation);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), records.Count);
        entropy.Fill(header.AsSpan(20));
        stream.Write(header);
        using var gcm = Open(master, header);
        for (var i = 0; i <= records.Count; i++)
        {
            var plain = i < records.Count ? JsonSerializer.SerializeToUtf8Bytes(records[i], SecretJson.Default.SecretRecord) : [];
            var record = new byte[4 + NonceLength + plain.Length + TagLength];
            BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - 4);
            var nonce = record.AsSpan(4, NonceLength);
            entropy.Fill(nonce);
            gcm.Encrypt(
                nonce, plain, record.AsSpan(4 + NonceLength, plain.Length), record.AsSpan(record.Length - TagLength), Aad(header, i));
            CryptographicOperations.ZeroMemory(plain);
            stream.Write(record);
        }

        return stream.ToArray();
    }

    /// <summary>The generation, from a whole file or its header alone; negative when it is no secret file.</summary>
    public static long ReadGeneration(ReadOnlySpan<byte> file) =>
        file.Length >= HeaderLength && file.StartsWith(Magic) ? BinaryPrimitives.ReadInt64LittleEndian(file[8..]) : -1;

    /// <summary>Throws <see cref="CryptographicException"/> when the file was altered or the master key is another.</summary>
    public static List<SecretRecord> Read(MasterKey master, ReadOnlySpan<byte> file)
    {
        if (ReadGeneration(file) < 0)
        {
            throw new CryptographicException("The file is no secret file.");
        }

        var header = file[..HeaderLength].ToArray();
        var count = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(16));
        var records = new List<SecretRecord>();
        using var gcm = Open(master, header);
        var rest = file[HeaderLength..];
        for (var i = 0; i <= count; i++)
        {
            var length = rest.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length < NonceLength + TagLength || length > rest.Length - 4)
            {
                throw new CryptographicException("The secret file is cut off.");
            }

            var record = rest.Slice(4, length);
            var plain = new byte[length - NonceLength - TagLength];
            gcm.Decrypt(record[..NonceLength], record[NonceLength..^TagLength], record[^TagLength..], plain, Aad(header, i));
            if (i < count)
            {
                records.Add(JsonSerializer.Deserialize(plain, SecretJson.Default.SecretRecord)!);
            }

            CryptographicOperations.ZeroMemory(plain);
            rest = rest[(4 + length)..];
        }

        return rest.IsEmpty ? records : throw new CryptographicException("The secret file has bytes after its end.");
    }

    private static AesGcm Open(MasterKey master, byte[] header)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, key, header.AsSpan(20), "serverlessguard secret file 1"u8);
        var gcm = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }

    private static byte[] Aad(byte[] header, int index)
    {
        var aad = new byte[header.Length + 4];
        header.CopyTo(aad, 0);
        BinaryPrimitives.WriteInt32LittleEndian(aad.AsSpan(header.Length), index);
        return aad;
    }
}
