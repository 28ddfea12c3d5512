namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary><c>VERIFY.md</c>, the same in every pack: the steps that check a pack without the guard. A test runs each of them.</summary>
internal static class PackReadMe
{
    public static byte[] Bytes { get; } = Read();

    private static byte[] Read()
    {
        using var stream = typeof(PackReadMe).Assembly.GetManifestResourceStream(PackNames.ReadMe)!;
        using var reader = new StreamReader(stream);
        return System.Text.Encoding.UTF8.GetBytes(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
