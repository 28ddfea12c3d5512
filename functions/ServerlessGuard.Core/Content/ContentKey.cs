using System.Security.Cryptography;
using System.Text;

namespace ServerlessGuard.Core.Content;

/// <summary>
/// The key of one interaction: HKDF-SHA256 of an epoch's data key, salted with 32 random bytes that lie with the content
/// and nowhere else, bound to the interaction. One half seals its content, the other measures it in the audit log.
/// </summary>
public sealed class ContentKey
{
    internal const int Length = 32;

    private const int UsualPurpose = 256;

    internal ContentKey(
        string interaction, string keyName, ReadOnlyMemory<byte> wrapped, ReadOnlySpan<byte> epochKey, ReadOnlyMemory<byte> salt)
    {
        (Interaction, KeyName, Wrapped, Salt) = (interaction, keyName, wrapped, salt);
        Span<byte> root = stackalloc byte[Length];
        var length = Purpose.Length + Encoding.UTF8.GetByteCount(interaction);
        var purpose = length <= UsualPurpose ? stackalloc byte[UsualPurpose] : new byte[length];
        Purpose.CopyTo(purpose);
        Encoding.UTF8.GetBytes(interaction, purpose[Purpose.Length..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, epochKey, root, salt.Span, purpose[..length]);
        var (seal, mac) = (new byte[Length], new byte[Length]);
        HKDF.Expand(HashAlgorithmName.SHA256, root, seal, "seal"u8);
        HKDF.Expand(HashAlgorithmName.SHA256, root, mac, "measure"u8);
        (SealKey, MacKey) = (seal, mac);
        CryptographicOperations.ZeroMemory(root);
    }

    private static ReadOnlySpan<byte> Purpose => "serverlessguard content\n"u8;

    public string Interaction { get; }

    /// <summary>The key of the HMACs in the interaction's entries, 32 bytes.</summary>
    public ReadOnlyMemory<byte> MacKey { get; }

    internal ReadOnlyMemory<byte> SealKey { get; }

    internal string KeyName { get; }

    /// <summary>The epoch's data key as the key port wrapped it.</summary>
    internal ReadOnlyMemory<byte> Wrapped { get; }

    internal ReadOnlyMemory<byte> Salt { get; }

    public override string ToString() => $"ContentKey {{ {Interaction} }}";
}
