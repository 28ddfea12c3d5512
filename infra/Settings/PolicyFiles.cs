using ServerlessGuard.Infra.Duties;

namespace ServerlessGuard.Infra.Settings;

/// <summary>The texts of the policies folder that the infrastructure reads.</summary>
public sealed record PolicyFiles(string Guard, string DutiesText, IReadOnlyDictionary<string, string> AzurePolicies)
{
    /// <summary>From the folder that the build lays beside the program.</summary>
    public static PolicyFiles Beside()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "policies");
        var azure = Path.Combine(folder, "azure");
        return new(
            File.ReadAllText(Path.Combine(folder, "guard.yaml")),
            File.ReadAllText(Path.Combine(folder, "duties.yaml")),
            Directory.Exists(azure)
                ? Directory.GetFiles(azure, "*.json")
                    .Order(StringComparer.Ordinal)
                    .ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText)
                : new Dictionary<string, string>());
    }

    internal PolicyFacts Facts(List<string> faults) =>
        Checked(() => PolicyFacts.Parse(Guard), new PolicyFacts([], []), "guard.yaml", faults);

    internal DutyTable Duties(List<string> faults) =>
        Checked(
            () => DutyTable.Parse(DutiesText), new DutyTable(new Dictionary<string, Role>(), [], new Dictionary<string, string>()),
            "duties.yaml", faults);

    private static T Checked<T>(Func<T> parse, T otherwise, string file, List<string> faults)
    {
        try
        {
            return parse();
        }
        catch (SettingsException bad)
        {
            faults.AddRange(bad.Faults);
        }
        catch (YamlDotNet.Core.YamlException bad)
        {
            faults.Add($"{file}: line {bad.Start.Line}: {bad.Message}; check it with: guard policy check");
        }

        return otherwise;
    }
}
