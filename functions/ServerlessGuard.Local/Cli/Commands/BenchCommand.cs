using System.CommandLine;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Evaluation;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard bench</c>: measures the guard on labelled texts.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal) => new("bench", "Measure the guard on labelled texts.")
    {
        CreateDetect(terminal),
        ReplayCommand.Create(terminal),
        TrainCommand.Create(terminal),
    };

    private static Command CreateDetect(Terminal terminal)
    {
        var folder = new Option<string>("--data")
        {
            Description = "The folder with labelled texts: JSON lines named pii-sentences.*, pii-recognizer-cases.*, names.*, secrets.*, "
                + "injection.*.",
            HelpName = "DIR",
            Required = true,
        };
        var threshold = Confidence("--threshold", "Findings below this confidence are not acted on.", Scanner.DefaultThreshold);
        var sensitive = Confidence(
            "--sensitive", "The lower threshold at which accuracy is reported as well.", DetectionEvaluation.DefaultSensitive);
        var misses = new Option<string?>("--misses")
        {
            Description = "List wrong results with excerpts of the texts: all, or of one type or kind.",
            HelpName = "TYPE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var models = new Option<bool>(
            "--injection-model")
        { Description = "Ask the injection model too, as a policy may. Names are always on here, dates in the recogniser cases." };
        var quick = new Option<bool>("--quick") { Description = "Leave out what trains models on all sources but one." };
        var json = CommonOptions.Json();
        var command = new Command(
            "detect",
            "Score detection: every bar, then precision, recall, F1 and F2 by suite and type. Exits with 1 where a bar does not hold.")
        {
            folder, threshold, sensitive, models, quick, misses, json,
        };
        command.SetAction(result =>
        {
            var path = terminal.Resolve(result.GetValue(folder)!);
            if (!Directory.Exists(path))
            {
                throw CommandException.Usage(
                    $"There is no folder {result.GetValue(folder)}.", "Name the folder that holds the labelled texts with --data.");
            }

            var evaluation = new DetectionEvaluation
            {
                Detector = DetectionEvaluation.Rules(GuardScanner.Default),
                RecogniserDetector = DetectionEvaluation.Rules(PlainKinds.Counted(GuardScanner.Default)),
                WithNames = true,
                WithInjectionModel = result.GetValue(models),
                Threshold = result.GetValue(threshold),
                SensitiveThreshold = result.GetValue(sensitive),
                KeepMisses = result.GetResult(misses) is not null,
                WithVariations = true,
                WithModelsOf = result.GetValue(quick) ? null : GuardScanner.Default,
            };
            var report = Run(evaluation, path, result.GetValue(misses));
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, EvaluationTables.Json(report));
            }
            else
            {
                EvaluationTables.Write(terminal, report);
            }

            return report.Bars.Any(static bar => bar.Holds == false) ? ExitCode.Failed : ExitCode.Success;
        });
        return command;
    }

    private static EvaluationReport Run(DetectionEvaluation evaluation, string path, string? type)
    {
        try
        {
            var report = evaluation.Run(path);
            return type is null
                ? report
                : report with
                {
                    Suites = [.. report.Suites.Select(suite => suite with { Misses = [.. suite.Misses.Where(miss => miss.Type == type)] })]
                };
        }
        catch (EvaluationDataException exception)
        {
            throw new CommandException(
                exception.Message, "Each line of such a file is one JSON object with 'text' and the labels of its suite.",
                inner: exception);
        }
    }

    private static Option<double> Confidence(string name, string description, double value)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "0..1", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 1))
            {
                result.AddError($"{name} takes a confidence above 0, at most 1.");
            }
        });
        return option;
    }
}
