using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ServerlessGuard.Core.Policies;

/// <summary>
/// Builds a tree of JSON values from YAML events, each with its place. Anchors, aliases, merge keys and tags are refused:
/// a policy then reads as it holds, and no text can grow beyond its own size.
/// </summary>
internal sealed class PolicyTree
{
    public const int MaxDepth = 32;
    public const int MaxValues = 50_000;

    private const string NoAnchorsFix = "Write the value out where it is used.";

    private readonly PolicyErrors _errors;
    private readonly Stack<JContainer> _open = [];
    private JToken? _root;
    private JProperty? _key;
    private int _values;
    private bool _broken;

    private PolicyTree(PolicyErrors errors) => _errors = errors;

    private string NoAnchors => $"Anchors and aliases are not allowed in a {_errors.Kind}.";

    /// <summary>The tree, or null when the text could not be read to its end.</summary>
    public static JToken? Parse(string yaml, PolicyErrors errors)
    {
        return new PolicyTree(errors).Read(new Parser(new StringReader(yaml)));
    }

    private JToken? Read(Parser parser)
    {
        var documents = 0;
        while (MoveNext(parser))
        {
            var current = parser.Current!;
            if (current is DocumentStart && ++documents > 1)
            {
                return Stop(current, "A second document starts here.", "Keep one document in the file.");
            }

            if (current is AnchorAlias)
            {
                return Stop(current, NoAnchors, NoAnchorsFix);
            }

            if (current is NodeEvent node && !Accept(node))
            {
                return null;
            }

            if (current is MappingEnd or SequenceEnd)
            {
                _open.Pop();
            }
        }

        if (_broken)
        {
            return null;
        }

        if (_root is null or JValue { Type: JTokenType.Null })
        {
            _errors.Add(
                1, 1, "", "The file is empty.",
                _errors.Kind == "policy" ? "Start with version: 1, then applications, tiers and models." : "Start with version: 1.");
            return null;
        }

        return _root;
    }

    private bool MoveNext(Parser parser)
    {
        var last = parser.Current?.End ?? Mark.Empty;
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException e)
        {
            Break(e.Start, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException
            or OverflowException)
        {
            // The scanner of YamlDotNet 18.1 throws these, unnamed, on some malformed text; found by mutating a policy.
            Break(last, "it cannot be read on after this");
        }

        return false;
    }

    private void Break(Mark at, string reason)
    {
        _broken = true;
        _errors.Add(
            (int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column), "", $"The YAML breaks off here: {reason}.",
            "Check indentation, quotes, brackets and colons on this line and the one before.");
    }

    /// <summary>Takes one node in; false when reading must stop.</summary>
    private bool Accept(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            return Stop(node, NoAnchors, NoAnchorsFix) is not null;
        }

        if (!node.Tag.IsEmpty)
        {
            return Stop(node, $"Tags are not allowed in a {_errors.Kind}.", "Remove the tag; quote the value if it is text.") is not null;
        }

        if (++_values > MaxValues)
        {
            return Stop(node, $"The file holds more than {MaxValues} values.", "Divide it.") is not null;
        }

        if (_open.Count >= MaxDepth && node is not Scalar)
        {
            return Stop(node, $"The nesting is deeper than {MaxDepth}.", "Flatten it.") is not null;
        }

        if (_open.TryPeek(out var parent) && parent is JObject mapping && _key is null)
        {
            return AcceptKey(mapping, node);
        }

        JToken token = node switch
        {
            Scalar scalar => YamlScalar.Resolve(scalar),
            SequenceStart => new JArray(),
            _ => new JObject(),
        };
        token.AddAnnotation(LocationOf(node));
        Attach(parent, token);
        if (token is JContainer container)
        {
            _open.Push(container);
        }

        return true;
    }

    private bool AcceptKey(JObject mapping, NodeEvent node)
    {
        if (node is not Scalar { Value: var name })
        {
            return Stop(node, "A key must be plain text.", "Write key: value.") is not null;
        }

        _key = new JProperty(name, JValue.CreateNull());
        _key.AddAnnotation(LocationOf(node));
        if (mapping.Property(name, StringComparison.Ordinal) is { } first)
        {
            var shown = PolicyErrorPhrases.Show(name);
            _errors.Add(
                (int)node.Start.Line, (int)node.Start.Column, PolicyErrorPhrases.Join(mapping.Path, name),
                $"The key {shown} occurs twice.", $"Keep one; the first is on line {SourceLocation.Of(first).Line}.");
        }
        else
        {
            mapping.Add(_key);
        }

        return true;
    }

    private void Attach(JContainer? parent, JToken token)
    {
        switch (parent)
        {
            case null:
                _root = token;
                break;
            case JArray array:
                array.Add(token);
                break;
            default:
                // A repeated key's value hangs on a property outside the tree: read to its end, then forgotten.
                _key!.Value = token;
                _key = null;
                break;
        }
    }

    private JToken? Stop(ParsingEvent at, string message, string wayOut)
    {
        _errors.Add((int)at.Start.Line, (int)at.Start.Column, "", message, wayOut);
        return null;
    }

    private static SourceLocation LocationOf(ParsingEvent at) => new((int)at.Start.Line, (int)at.Start.Column);
}
