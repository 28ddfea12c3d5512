using System.Reflection;

namespace ServerlessGuard.Detection.Names;

/// <summary>Words that often occur in names, as facts to weigh and not to decide: the tagger learns how much each list says.</summary>
internal static class NameLists
{
    /// <summary>The lists, in the order of their bits.</summary>
    private static readonly string[] Files = ["given-names", "surnames", "places", "organisation-words", "titles"];

    private static readonly Lazy<Dictionary<string, int>> Words = new(Load);

    /// <summary>One bit for each list that holds the word, in lower case; 0 where none does.</summary>
    public static int Of(string lower) => Words.Value.GetValueOrDefault(lower);

    private static Dictionary<string, int> Load()
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var list = 0; list < Files.Length; list++)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Files[list] + ".txt")!;
            using var reader = new StreamReader(stream);
            foreach (var word in reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
            {
                words[word] = words.GetValueOrDefault(word) | (1 << list);
            }
        }

        return words;
    }
}
