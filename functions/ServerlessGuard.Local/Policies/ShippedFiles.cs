namespace ServerlessGuard.Local.Policies;

/// <summary>
/// The files that ship with the program: policy, controls, duties and probe suites. They lie beside it; where it is one file, they
/// are written into a private folder that ends with the process.
/// </summary>
internal static class ShippedFiles
{
    private const string Prefix = "policies/";
    private static readonly Lazy<string> Chosen = new(static () => Choose(Path.Combine(AppContext.BaseDirectory, "policies")));

    /// <summary>The folder; every caller of a process gets the same.</summary>
    public static string Folder => Chosen.Value;

    /// <summary>Writes every file into a folder, which it makes.</summary>
    internal static void WriteTo(string folder)
    {
        var program = typeof(ShippedFiles).Assembly;
        foreach (var name in program.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, name[Prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var resource = program.GetManifestResourceStream(name)!;
            using var file = File.Create(path);
            resource.CopyTo(file);
        }
    }

    private static string Choose(string beside)
    {
        if (Directory.Exists(beside))
        {
            return beside;
        }

        // A name that nobody can foresee, in a folder that only its owner may open: no other account can lay a policy there.
        var own = Directory.CreateTempSubdirectory("guard-policies-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(own);
        WriteTo(own);
        return own;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process ends; the folder holds what everyone may read.
        }
    }
}
