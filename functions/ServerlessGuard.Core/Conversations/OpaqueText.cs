using System.Buffers;

namespace ServerlessGuard.Core.Conversations;

/// <summary>Text that a platform encrypted or signed: base64, longer than any cipher's tag and nonce.</summary>
internal static class OpaqueText
{
    private const int Least = 32;

    private static readonly SearchValues<char> Base64Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=");

    public static bool Is(string text) =>
        !text.AsSpan().ContainsAnyExcept(Base64Characters) && text.AsSpan().TrimEnd('=').Length >= Least;
}
