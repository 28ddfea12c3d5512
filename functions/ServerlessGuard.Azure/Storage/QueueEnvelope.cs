using System.Buffers.Text;
using System.Text;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// A message's text. Ours are base64, as the Functions runtime and Event Grid write them; a text that is no base64 is
/// taken as it is. A body above <see cref="LongestInline"/>, or one that looks like an address, is the address of a blob.
/// </summary>
internal static class QueueEnvelope
{
    /// <summary>Bytes; a message holds 64 KiB, which is 48 KiB before base64.</summary>
    public const int LongestInline = 48_000;

    private static ReadOnlySpan<byte> AddressMark => "guard-long:"u8;

    public static bool MustSpill(ReadOnlySpan<byte> body) => body.Length > LongestInline || body.StartsWith(AddressMark);

    public static string Write(ReadOnlySpan<byte> body) => Convert.ToBase64String(body);

    public static string Write(SpilledBytes address) =>
        Convert.ToBase64String([.. AddressMark, .. Encoding.UTF8.GetBytes(address.ToString())]);

    /// <summary>Either the body or the address of one.</summary>
    public static (ReadOnlyMemory<byte> Body, SpilledBytes? Address) Read(string text)
    {
        var body = Base64.IsValid(text) ? Convert.FromBase64String(text) : Encoding.UTF8.GetBytes(text);
        var address = body.AsSpan().StartsWith(AddressMark)
            ? SpilledBytes.Parse(Encoding.UTF8.GetString(body.AsSpan(AddressMark.Length)))
            : null;
        return address is null ? (body, null) : (default, address);
    }
}
