using System.Globalization;
using System.Text;

namespace Contracts.Generator;

/// <summary>A small JSON reader: a source generator cannot bring System.Text.Json along.</summary>
internal sealed class JsonText(string text)
{
    private int _at;

    public object? Read()
    {
        switch (Next())
        {
            case '{': return ReadMap();
            case '[': return ReadList();
            case '"': return ReadString();
            case 't': return Word("true", true);
            case 'f': return Word("false", false);
            case 'n': return Word("null", null);
            default: return ReadNumber();
        }
    }

    private Dictionary<string, object?> ReadMap()
    {
        var map = new Dictionary<string, object?>();
        _at++;
        while (Next() != '}')
        {
            var key = ReadString();
            Expect(':');
            map[key] = Read();
            if (Next() == ',')
                _at++;
        }

        _at++;
        return map;
    }

    private List<object?> ReadList()
    {
        var list = new List<object?>();
        _at++;
        while (Next() != ']')
        {
            list.Add(Read());
            if (Next() == ',')
                _at++;
        }

        _at++;
        return list;
    }

    private string ReadString()
    {
        Expect('"');
        var value = new StringBuilder();
        for (; text[_at] != '"'; _at++)
        {
            if (text[_at] != '\\')
            {
                value.Append(text[_at]);
                continue;
            }

            switch (text[++_at])
            {
                case 'n': value.Append('\n'); break;
                case 't': value.Append('\t'); break;
                case 'u':
                    value.Append((char)int.Parse(text.Substring(_at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    _at += 4;
                    break;
                default: value.Append(text[_at]); break;
            }
        }

        _at++;
        return value.ToString();
    }

    private double ReadNumber()
    {
        var start = _at;
        while (_at < text.Length && "+-.eE0123456789".IndexOf(text[_at]) >= 0)
            _at++;
        return double.Parse(text.Substring(start, _at - start), CultureInfo.InvariantCulture);
    }

    private object? Word(string word, object? value)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
            throw new FormatException($"'{word}' expected at {_at}");
        _at += word.Length;
        return value;
    }

    private void Expect(char wanted)
    {
        if (Next() != wanted)
            throw new FormatException($"'{wanted}' expected at {_at}");
        _at++;
    }

    private char Next()
    {
        while (char.IsWhiteSpace(text[_at]))
            _at++;
        return text[_at];
    }
}
