namespace ServerlessGuard.Testing;

/// <summary>The repository that the tests run in.</summary>
public static class Repository
{
    /// <summary>Its folder. Throws <see cref="InvalidOperationException"/> where the tests were moved elsewhere.</summary>
    public static string Root { get; } = Find();

    /// <summary>
    /// The path of a source file that the compiler names: a build under CI names files from the repository's root, <c>/_/tests/…</c>.
    /// </summary>
    public static string Source(string compiled) =>
        compiled.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root, compiled["/_/".Length..]) : compiled;

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "ServerlessGuard.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
